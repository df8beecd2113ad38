# Wires by other libraries.
import aioserial
import board
import busio
import can
import digitalio
import lgpio
import nidaqmx
import nidaqmx.constants
import pigpio
import pwmio
import serial_asyncio
import spidev
import usb.core
import usb.util
spi = spidev.SpiDev()  # ok: opaque-call
spi.open(0, 0); spi.close(); keep(spi.max_speed_hz, spi.mode, spi.bits_per_word)  # ok: opaque-call
keep(spi.cshigh, spi.no_cs)  # ok: opaque-call
spi.xfer([1])  # expect: channel-write[?]
spi.xfer2([1])  # expect: channel-write[?]
spi.xfer3([1])  # expect: channel-write[?]
spi.writebytes([1])  # expect: channel-write[?]
spi.writebytes2([1])  # expect: channel-write[?]
spi.readbytes(4)  # expect: channel-read[?]
pi = pigpio.pi()  # ok: opaque-call
pi.write(17, 1)  # expect: channel-write[? = 1]
pi.set_PWM_dutycycle(17, 128)  # expect: channel-write[? = 128]
pi.set_servo_pulsewidth(17, 1500)  # expect: channel-write[? = 1500]
pi.hardware_PWM(17, 800, 250000)  # expect: channel-write[? = 250000]
pi.gpio_trigger(17, 10, 1)  # expect: channel-write[? = 1]
pi.read(17)  # expect: channel-read[?]
pi.get_mode(17)  # expect: channel-read[?]
pi.wait_for_edge(17)  # expect: channel-read[?]
pi.stop(); keep(pi.connected)  # ok: opaque-call
pi.unheard_of()  # expect: opaque-call
chip = lgpio.gpiochip_open(0)  # ok: opaque-call
lgpio.gpio_claim_output(chip, 17, 1)  # expect: channel-write[? = 1]
lgpio.gpio_write(chip, 17, 1)  # expect: channel-write[? = 1]
lgpio.tx_pwm(chip, 17, 50, 10)  # expect: channel-write[? = 10]
lgpio.tx_servo(chip, 17, 1500)  # expect: channel-write[? = 1500]
lgpio.gpio_read(chip, 17)  # expect: channel-read[?]
lgpio.gpio_claim_input(chip, 17); lgpio.gpiochip_close(chip)  # ok: opaque-call


async def serve():
    await serial_asyncio.open_serial_connection(url="/dev/ttyS0")  # expect: channel-write[/dev/ttyS0]
    await serial_asyncio.create_serial_connection(loop, make, "/dev/ttyS0")  # expect: channel-write[/dev/ttyS0]
    port = aioserial.AioSerial(port="/dev/ttyS0")  # ok: opaque-call
    await port.write_async(b"x")  # expect: channel-write[/dev/ttyS0 = b'x']
    await port.writelines_async(lines)  # expect: channel-write[/dev/ttyS0]
    await port.read_async(4)  # expect: channel-read[/dev/ttyS0]
    await port.readline_async()  # expect: channel-read[/dev/ttyS0]
    await port.read_until_async()  # expect: channel-read[/dev/ttyS0]


line = can.Bus("can0", interface="socketcan")  # ok: opaque-call
line.send(can.Message())  # expect: channel-write[can0]
can.ThreadSafeBus(channel="can1").send_periodic([can.Message()], 1)  # expect: channel-write[can1]
with can.interface.Bus(channel="can2") as other:
    other.recv()  # expect: channel-read[can2]
    other.send(can.Message())  # expect: channel-write[can2]
line.set_filters([]); line.shutdown()  # ok: opaque-call
device = usb.core.find(idVendor=1)  # ok: opaque-call
device.set_configuration(); usb.util.dispose_resources(device)  # ok: opaque-call
device.write(1, b"x")  # expect: channel-write[?]
device.ctrl_transfer(1, 2)  # expect: channel-write[?]
device.reset()  # expect: channel-write[?]
device.read(1, 8)  # expect: channel-read[?]
with nidaqmx.Task() as task:
    task.ao_channels.add_ao_voltage_chan("Dev1/ao0")  # ok: opaque-call
    task.ai_channels.add_ai_voltage_chan("Dev1/ai0")  # ok: opaque-call
    task.do_channels.add_do_chan("Dev1/port0/line0")  # ok: opaque-call
    task.di_channels.add_di_chan("Dev1/port0/line1")  # ok: opaque-call
    task.timing.cfg_samp_clk_timing(1000); nidaqmx.constants.LineGrouping()  # ok: opaque-call
    task.write(1.5)  # expect: channel-write[?]
    task.read()  # expect: channel-read[?]
    task.start(); task.wait_until_done(); task.stop(); task.close()  # ok: opaque-call
lamp = digitalio.DigitalInOut(board.D17)  # ok: opaque-call
lamp.direction = digitalio.Direction.OUTPUT  # expect: channel-write[?]
lamp.switch_to_output(True)  # expect: channel-write[? = True]
lamp.value = True  # expect: channel-write[? = True]
lamp.switch_to_input(); lamp.deinit()  # ok: opaque-call
pulse = pwmio.PWMOut(board.D18)  # ok: opaque-call
pulse.duty_cycle = 1000  # expect: channel-write[? = 1000]
pulse.frequency = 50  # expect: channel-write[? = 50]
wire = busio.I2C(board.SCL, board.SDA)  # ok: opaque-call
wire.try_lock(); wire.unlock(); wire.scan(); board.I2C()  # ok: opaque-call
wire.writeto(16, b"x")  # expect: channel-write[?]
wire.writeto_then_readfrom(16, b"x", room)  # expect: channel-write[?]
wire.readfrom_into(16, room)  # expect: channel-read[?]
digitalio.DigitalInOut("D17").value = True  # expect: channel-write[D17 = True]
pwmio.PWMOut("D18").frequency = 50  # expect: channel-write[D18 = 50]
