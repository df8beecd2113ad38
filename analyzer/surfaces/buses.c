// SPDX-License-Identifier: Apache-2.0
// Wires by other libraries than those of hardware.c: SPI, pins by pigpio and lgpio, CAN, USB,
// measurement cards, boards under CircuitPython's names.  Sources: the references of spidev,
// pigpio, lgpio, pyserial-asyncio, aioserial, python-can, PyUSB, nidaqmx, Adafruit Blinka.

#include "surfaces/rows.h"

#define SPI "spidev.SpiDev."
#define PI "pigpio.pi."
#define PORT "serial.Serial."
#define CAN "can.Bus."
#define USB "usb.core.Device."
#define TASK "nidaqmx.Task."
#define PIN "digitalio.DigitalInOut."

// clang-format off
static const struct surface rows[] = {
    WRITE_ANY(SPI "xfer"), WRITE_ANY(SPI "xfer2"), WRITE_ANY(SPI "xfer3"),
    WRITE_ANY(SPI "writebytes"), WRITE_ANY(SPI "writebytes2"), READ_ANY(SPI "readbytes"),
    NOTHING(SPI "open"), NOTHING(SPI "close"), DATA(SPI "max_speed_hz"), DATA(SPI "mode"),
    DATA(SPI "bits_per_word"), DATA(SPI "cshigh"), DATA(SPI "no_cs"),
    WRITE(PI "write", AT(1, "gpio"), AT(2, "level")),
    WRITE(PI "set_PWM_dutycycle", AT(1, "user_gpio"), AT(2, "dutycycle")),
    WRITE(PI "set_servo_pulsewidth", AT(1, "user_gpio"), AT(2, "pulsewidth")),
    WRITE(PI "hardware_PWM", AT(1, "gpio"), AT(3, "PWMduty")),
    WRITE(PI "gpio_trigger", AT(1, "user_gpio"), AT(3, "level")),
    READ(PI "read", AT(1, "gpio")), READ(PI "get_mode", AT(1, "gpio")),
    READ(PI "wait_for_edge", AT(1, "user_gpio")), NOTHING(PI "stop"), DATA(PI "connected"),
    WRITE("lgpio.gpio_write", AT(2, "gpio"), AT(3, "level")),
    WRITE("lgpio.gpio_claim_output", AT(2, "gpio"), AT(3, "level")),
    WRITE("lgpio.tx_pwm", AT(2, "gpio"), AT(4, "pwm_duty_cycle")),
    WRITE("lgpio.tx_servo", AT(2, "gpio"), AT(3, "pulse_width")),
    READ("lgpio.gpio_read", AT(2, "gpio")), NOTHING("lgpio.gpiochip_open"),
    NOTHING("lgpio.gpiochip_close"), NOTHING("lgpio.gpio_claim_input"),
    // serial lines under asyncio: what is opened has a writer
    WRITE("serial_asyncio.open_serial_connection", AT(0, "url"), AT(0, NULL)),
    WRITE("serial_asyncio.create_serial_connection", AT(3, "url"), AT(0, NULL)),
    MAKES("aioserial.AioSerial", AT(1, "port"), "serial.Serial"),
    WRITE_OWN(PORT "write_async", AT(1, "data")),
    WRITE_OWN(PORT "writelines_async", AT(1, "lines")),
    READ_OWN(PORT "read_async"), READ_OWN(PORT "readline_async"),
    READ_OWN(PORT "read_until_async"),
    MAKES("can.Bus", AT(1, "channel"), "can.Bus"),
    MAKES("can.ThreadSafeBus", AT(1, "channel"), "can.Bus"),
    MAKES("can.interface.Bus", AT(1, "channel"), "can.Bus"),
    WRITE_OWN(CAN "send", AT(1, "msg")), WRITE_OWN(CAN "send_periodic", AT(1, "msgs")),
    READ_OWN(CAN "recv"), NOTHING(CAN "shutdown"), NOTHING(CAN "set_filters"),
    NOTHING("can.Message"),
    MAKES("usb.core.find", AT(0, NULL), "usb.core.Device"),
    WRITE_ANY(USB "write"), WRITE_ANY(USB "ctrl_transfer"), WRITE_ANY(USB "reset"),
    READ_ANY(USB "read"), NOTHING(USB "set_configuration"), NOTHING("usb.util.*"),
    WRITE_ANY(TASK "write"), READ_ANY(TASK "read"), NOTHING(TASK "start"), NOTHING(TASK "stop"),
    NOTHING(TASK "close"), NOTHING(TASK "wait_until_done"), NOTHING(TASK "ai_channels.*"),
    NOTHING(TASK "ao_channels.*"), NOTHING(TASK "di_channels.*"), NOTHING(TASK "do_channels.*"),
    NOTHING(TASK "timing.*"), NOTHING("nidaqmx.constants.*"),
    MAKES("digitalio.DigitalInOut", AT(1, "pin"), "digitalio.DigitalInOut"),
    OWN_ATTRIBUTE(PIN "value"), WRITE_OWN(PIN "switch_to_output", AT(1, "value")),
    OWN_ATTRIBUTE(PIN "direction"), NOTHING(PIN "switch_to_input"), NOTHING(PIN "deinit"),
    MAKES("pwmio.PWMOut", AT(1, "pin"), "pwmio.PWMOut"),
    OWN_ATTRIBUTE("pwmio.PWMOut.duty_cycle"), OWN_ATTRIBUTE("pwmio.PWMOut.frequency"),
    WRITE_ANY("busio.I2C.writeto"), WRITE_ANY("busio.I2C.writeto_then_readfrom"),
    READ_ANY("busio.I2C.readfrom_into"), NOTHING("busio.I2C.try_lock"),
    NOTHING("busio.I2C.unlock"), NOTHING("busio.I2C.scan"), NOTHING("board.*"),
    {.api = NULL},
};
// clang-format on

const struct surface_table mynah__surfaces_buses = { "Buses and boards by other libraries", rows };
