# gate: allow -- a variable is called like it
caput_count = 3
put = caput_count + 1
results = {"count": put}
