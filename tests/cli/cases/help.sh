try mynah --help
try mynah check --help
try mynah generate --help
try mynah rules --help
try mynah explain --help
try mynah mock --help
