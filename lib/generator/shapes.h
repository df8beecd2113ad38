// SPDX-License-Identifier: Apache-2.0
#ifndef MYNAH_GENERATOR_SHAPES_H
#define MYNAH_GENERATOR_SHAPES_H

// The shapes as constants, for the tables of records that contain these.

#include <mynah/record.h>

extern const struct mynah_shape mynah__request_shape, mynah__failure_shape;

#endif
