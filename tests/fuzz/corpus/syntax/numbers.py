0x 0b2 1__2 07 1e+ 1if 2else 3 0xfor 9_ 1.e5j .5
