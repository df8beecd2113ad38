// SPDX-License-Identifier: Apache-2.0
// Wires: serial lines, the I2C bus, the pins of a Raspberry Pi.  What is sent there moves things
// although no control system is asked.  The channel is the port; pins have numbers, no names.
// Setting up a pin counts as a write, because it may set its level.  Sources: pyserial,
// serial/serialutil.py; smbus2/smbus2.py; the references of RPi.GPIO and gpiozero.

#include "surfaces/rows.h"

#define PORT "serial.Serial."
#define BUS "smbus2.SMBus."
#define PIN "RPi.GPIO."
#define OUT "gpiozero.OutputDevice."
#define OUTPUT(name) MAKES("gpiozero." name, AT(1, "pin"), "gpiozero.OutputDevice")
#define INPUT(name) MAKES("gpiozero." name, AT(1, "pin"), "gpiozero.InputDevice")

// clang-format off
static const struct surface rows[] = {
    MAKES("serial.Serial", AT(1, "port"), "serial.Serial"),
    MAKES("serial.serial_for_url", AT(1, "url"), "serial.Serial"),
    WRITE_OWN(PORT "write", AT(1, "data")), WRITE_OWN(PORT "writelines", AT(1, "lines")),
    WRITE_OWN(PORT "send_break", AT(0, NULL)), WRITE_OWN(PORT "sendBreak", AT(0, NULL)),
    WRITE_OWN(PORT "setRTS", AT(1, "value")), WRITE_OWN(PORT "setDTR", AT(1, "value")),
    WRITE_OWN(PORT "setBreak", AT(1, "level")),
    READ_OWN(PORT "read"), READ_OWN(PORT "readline"), READ_OWN(PORT "readlines"),
    READ_OWN(PORT "read_until"), READ_OWN(PORT "read_all"), READ_OWN(PORT "readinto"),
    OWN_ATTRIBUTE(PORT "rts"), OWN_ATTRIBUTE(PORT "dtr"), OWN_ATTRIBUTE(PORT "break_condition"),
    NOTHING(PORT "*"), NOTHING("serial.tools.*"),
    // I2C: the same in smbus
    WRITE_ANY(BUS "write_quick"), WRITE_ANY(BUS "write_byte"), WRITE_ANY(BUS "write_byte_data"),
    WRITE_ANY(BUS "write_word_data"), WRITE_ANY(BUS "write_block_data"),
    WRITE_ANY(BUS "write_i2c_block_data"), WRITE_ANY(BUS "process_call"),
    WRITE_ANY(BUS "block_process_call"), WRITE_ANY(BUS "i2c_rdwr"),
    READ_ANY(BUS "read_byte"), READ_ANY(BUS "read_byte_data"), READ_ANY(BUS "read_word_data"),
    READ_ANY(BUS "read_block_data"), READ_ANY(BUS "read_i2c_block_data"),
    NOTHING(BUS "open"), NOTHING(BUS "close"), NOTHING("smbus2.i2c_msg.*"),
    // pins
    WRITE(PIN "output", AT(1, "channel"), AT(2, "value")),
    WRITE(PIN "setup", AT(1, "channel"), AT(4, "initial")),
    READ(PIN "input", AT(1, "channel")), READ(PIN "wait_for_edge", AT(1, "channel")),
    MAKES(PIN "PWM", AT(1, "channel"), "RPi.GPIO.PWM"),
    WRITE_OWN(PIN "PWM.start", AT(1, "dutycycle")), WRITE_OWN(PIN "PWM.stop", AT(0, NULL)),
    WRITE_OWN(PIN "PWM.ChangeDutyCycle", AT(1, "dutycycle")),
    WRITE_OWN(PIN "PWM.ChangeFrequency", AT(1, "frequency")),
    NOTHING(PIN "setmode"), NOTHING(PIN "setwarnings"), NOTHING(PIN "cleanup"),
    NOTHING(PIN "gpio_function"), NOTHING(PIN "getmode"),
    OUTPUT("OutputDevice"), OUTPUT("DigitalOutputDevice"), OUTPUT("PWMOutputDevice"),
    OUTPUT("LED"), OUTPUT("PWMLED"), OUTPUT("Buzzer"), OUTPUT("TonalBuzzer"), OUTPUT("Servo"),
    OUTPUT("AngularServo"),
    MAKES("gpiozero.Motor", AT(1, "forward"), "gpiozero.OutputDevice"),
    MAKES("gpiozero.PhaseEnableMotor", AT(1, "phase"), "gpiozero.OutputDevice"),
    MAKES("gpiozero.RGBLED", AT(1, "red"), "gpiozero.OutputDevice"),
    MAKES("gpiozero.Robot", AT(1, "left"), "gpiozero.OutputDevice"),
    OWN_ATTRIBUTE(OUT "value"), OWN_ATTRIBUTE(OUT "angle"), OWN_ATTRIBUTE(OUT "color"),
    OWN_ATTRIBUTE(OUT "source"), READ_ATTRIBUTE(OUT "is_active"), READ_ATTRIBUTE(OUT "is_lit"),
    NOTHING(OUT "close"), DATA(OUT "pin"), DATA(OUT "closed"), WRITE_OWN(OUT "*", AT(0, NULL)),
    INPUT("Button"), INPUT("DigitalInputDevice"), INPUT("InputDevice"), INPUT("MotionSensor"),
    INPUT("LightSensor"),
    READ_ATTRIBUTE("gpiozero.InputDevice.value"), READ_ATTRIBUTE("gpiozero.InputDevice.is_pressed"),
    READ_ATTRIBUTE("gpiozero.InputDevice.is_active"),
    {.api = NULL},
};
// clang-format on

const struct surface_table mynah__surfaces_hardware = { "Serial lines, buses and pins", rows };
