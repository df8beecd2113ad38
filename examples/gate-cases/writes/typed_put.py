# gate: ask -- a setter for one type
import pvaccess

channel = pvaccess.Channel("CAM1:EXPOSURE")
channel.putDouble(0.02)
results = {"exposure": 0.02}
