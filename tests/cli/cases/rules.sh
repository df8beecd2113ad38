# What is known of rules: lists, one of them, and wrong names.
try mynah explain shell-command
try mynah explain B602 S113
try mynah explain shel-command
mynah rules | grep -c '^[a-z]'
mynah rules --format json | grep -c '^{'
mynah rules --format markdown | grep -c '^## [a-z]'
mynah rules --format markdown | sed -n '/^## weak-random/,/^## /p' | head -40
mynah rules --format markdown | tail -6
