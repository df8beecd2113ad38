// SPDX-License-Identifier: Apache-2.0
#ifndef RAMP_H
#define RAMP_H

// Moves a magnet to a set point in steps, and waits for it to settle.

#include <stdbool.h>

// The control system, as a library has it.
int caget(const char *name, double *value);
int caput(const char *name, double value);

// Go from where the magnet is to `target` by at most `step` at a time, waiting a second after each.
// Returns false with errno when the control system does not answer.
bool ramp(const char *name, double target, double step);

// Wait until the magnet is at `target`; false after a minute.
bool settle(const char *name, double target);

#endif
