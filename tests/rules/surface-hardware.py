# Serial lines, the I2C bus, pins.
import RPi.GPIO as GPIO
import gpiozero
import serial
import serial.tools.list_ports
import smbus
import smbus2
port = serial.Serial("/dev/ttyUSB0")  # ok: opaque-call
port.write(b"MOVE 1")  # expect: channel-write[/dev/ttyUSB0 = b'MOVE 1']
port.writelines(lines)  # expect: channel-write[/dev/ttyUSB0]
port.send_break()  # expect: channel-write[/dev/ttyUSB0]
port.read()  # expect: channel-read[/dev/ttyUSB0]
port.readline()  # expect: channel-read[/dev/ttyUSB0]
port.readlines()  # expect: channel-read[/dev/ttyUSB0]
port.read_until()  # expect: channel-read[/dev/ttyUSB0]
port.read_all()  # expect: channel-read[/dev/ttyUSB0]
port.readinto(room)  # expect: channel-read[/dev/ttyUSB0]
port.rts = True  # expect: channel-write[/dev/ttyUSB0 = True]
port.dtr = True  # expect: channel-write[/dev/ttyUSB0 = True]
port.break_condition = True  # expect: channel-write[/dev/ttyUSB0 = True]
port.flush(); port.close(); keep(port.baudrate)  # ok: opaque-call
serial.serial_for_url("loop://").write(b"x")  # expect: channel-write[loop:// = b'x']
with serial.Serial(port="/dev/ttyS0", baudrate=9600) as other:
    other.write(b"x")  # expect: channel-write[/dev/ttyS0 = b'x']
serial.tools.list_ports.comports(); serial.SerialException()  # ok: opaque-call
bus = smbus2.SMBus(1)  # ok: opaque-call
bus.write_quick(1)  # expect: channel-write[?]
bus.write_byte(1, 2)  # expect: channel-write[?]
bus.write_byte_data(1, 2, 3)  # expect: channel-write[?]
bus.write_word_data(1, 2, 3)  # expect: channel-write[?]
bus.write_block_data(1, 2, [3])  # expect: channel-write[?]
bus.write_i2c_block_data(1, 2, [3])  # expect: channel-write[?]
bus.process_call(1, 2, 3)  # expect: channel-write[?]
bus.block_process_call(1, 2, [3])  # expect: channel-write[?]
bus.i2c_rdwr(smbus2.i2c_msg.write(1, [2]))  # expect: channel-write[?]
bus.read_byte(1)  # expect: channel-read[?]
bus.read_byte_data(1, 2)  # expect: channel-read[?]
bus.read_word_data(1, 2)  # expect: channel-read[?]
bus.read_block_data(1, 2)  # expect: channel-read[?]
bus.read_i2c_block_data(1, 2, 3)  # expect: channel-read[?]
bus.open(1); bus.close()  # ok: opaque-call
smbus.SMBus(1).write_byte(1, 2)  # expect: channel-write[?]
GPIO.setmode(GPIO.BCM); GPIO.setwarnings(False); GPIO.cleanup()  # ok: opaque-call
GPIO.gpio_function(1); GPIO.getmode()  # ok: opaque-call
GPIO.setup(17, GPIO.OUT, initial=1)  # expect: channel-write[? = 1]
GPIO.output(17, True)  # expect: channel-write[? = True]
GPIO.input(17)  # expect: channel-read[?]
GPIO.wait_for_edge(17, GPIO.RISING)  # expect: channel-read[?]
pulse = GPIO.PWM(18, 50)  # ok: opaque-call
pulse.start(7.5)  # expect: channel-write[? = 7.5]
pulse.stop()  # expect: channel-write[?]
pulse.ChangeDutyCycle(5)  # expect: channel-write[? = 5]
pulse.ChangeFrequency(5)  # expect: channel-write[? = 5]
gpiozero.OutputDevice(1).on()  # expect: channel-write[?]
gpiozero.DigitalOutputDevice(2).off()  # expect: channel-write[?]
gpiozero.PWMOutputDevice(3).pulse()  # expect: channel-write[?]
gpiozero.LED(4).blink()  # expect: channel-write[?]
gpiozero.PWMLED(5).toggle()  # expect: channel-write[?]
gpiozero.Buzzer(6).beep()  # expect: channel-write[?]
gpiozero.TonalBuzzer(7).play("A4")  # expect: channel-write[?]
gpiozero.Servo(8).max()  # expect: channel-write[?]
servo = gpiozero.AngularServo(9)
servo.angle = 3  # expect: channel-write[? = 3]
gpiozero.Motor(10, 11).forward()  # expect: channel-write[?]
gpiozero.PhaseEnableMotor(12, 13).forward()  # expect: channel-write[?]
lamp = gpiozero.RGBLED(14, 15, 16)
lamp.color = (1, 0, 0)  # expect: channel-write[?]
gpiozero.Robot(left, right).forward()  # expect: channel-write[?]
lamp.value = 1  # expect: channel-write[? = 1]
lamp.source = values  # expect: channel-write[?]
keep(lamp.is_active)  # expect: channel-read[?]
keep(lamp.is_lit)  # expect: channel-read[?]
lamp.close(); keep(lamp.pin, lamp.closed)  # ok: opaque-call
keep(gpiozero.Button(20).value)  # expect: channel-read[?]
keep(gpiozero.DigitalInputDevice(21).is_active)  # expect: channel-read[?]
keep(gpiozero.InputDevice(22).value)  # expect: channel-read[?]
keep(gpiozero.MotionSensor(23).value)  # expect: channel-read[?]
keep(gpiozero.LightSensor(24).value)  # expect: channel-read[?]
keep(gpiozero.Button(20).is_pressed)  # expect: channel-read[?]
gpiozero.Button(20).wait_for_press()  # ok: opaque-call
port.sendBreak()  # expect: channel-write[/dev/ttyUSB0]
port.setRTS(True)  # expect: channel-write[/dev/ttyUSB0 = True]
port.setDTR(True)  # expect: channel-write[/dev/ttyUSB0 = True]
port.setBreak(True)  # expect: channel-write[/dev/ttyUSB0 = True]

# What is handed on, hung up somewhere or put in the place of something is used there.
import sys
import somewhere  # expect: unknown-module
print("MOVE 1", file=port)  # expect: channel-write[/dev/ttyUSB0 = 'MOVE 1']
print("done", file=sys.stderr)  # ok: channel-write
lamp = gpiozero.LED(4)
gpiozero.Button(2).when_pressed = lamp.on  # expect: channel-write[?]
somewhere.keep(lamp.on)  # expect: channel-write[?]
somewhere.keep(lamp.close)  # ok: channel-write
button = gpiozero.Button(2)
button.label = "start"  # ok: channel-write
sys.stdout = port  # expect: channel-write[?], builtins-changed
sys.stdout = sys.__stdout__  # expect: builtins-changed

# Pins may have names.
GPIO.PWM("P18", 50).start(5)  # expect: channel-write[P18 = 5]
gpiozero.OutputDevice("GPIO17").on()  # expect: channel-write[GPIO17]
gpiozero.InputDevice("GPIO2").value  # expect: channel-read[GPIO2]
gpiozero.InputDevice(2).close()  # ok: opaque-call
keep(lamp.value)  # expect: channel-read[?]
servo = gpiozero.AngularServo("GPIO4")
keep(servo.angle)  # expect: channel-read[GPIO4]
keep(gpiozero.RGBLED("GPIO5").color)  # expect: channel-read[GPIO5]
keep(lamp.source)  # expect: channel-read[?]
