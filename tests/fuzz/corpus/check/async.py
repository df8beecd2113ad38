async def f():
    async with a as b:
        async for c in d:
            await c
    return [x async for x in y]
