#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# usage: parallel.sh SNIPPETS > VERDICTS
#
# Judges lines on all cores with GNU parallel; with its --sshlogin, on other machines.
set -eu
parallel --pipe --keep-order --block 1M mynah check --batch --fail-on none <"$1"
