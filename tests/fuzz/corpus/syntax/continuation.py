a\
b \ c
\