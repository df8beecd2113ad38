#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#SBATCH --array=0-15
#SBATCH --cpus-per-task=4
#
# usage: sbatch slurm.sh SNIPPETS VERDICTS
#
# Each task of the array takes every 16th line, and writes VERDICTS.0, VERDICTS.1, ...
set -eu
awk -v task="$SLURM_ARRAY_TASK_ID" -v tasks="$SLURM_ARRAY_TASK_COUNT" 'NR % tasks == task' "$1" |
    mynah check --batch --fail-on none --jobs "${SLURM_CPUS_PER_TASK:-1}" \
        --output "$2.$SLURM_ARRAY_TASK_ID"
