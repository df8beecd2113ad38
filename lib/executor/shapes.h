// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_EXECUTOR_SHAPES_H
#define MYNAH_EXECUTOR_SHAPES_H

// The shape as a constant, for the tables of records that contain it.

#include <mynah/record.h>

extern const struct mynah_shape mynah__execution_shape;

#endif
