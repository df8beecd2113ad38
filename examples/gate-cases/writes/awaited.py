# gate: ask -- the asynchronous twin
import asyncio

import aioca


async def main():
    await aioca.caput("ID12:TAPER", 0.0)
    return await aioca.caget("ID12:TAPER")


results = {"taper": asyncio.run(main())}
