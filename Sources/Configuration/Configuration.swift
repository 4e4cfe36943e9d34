// Configuration: reads the YAML files that people write: pipelines, training and experiments.
//
// What every room may rely on:
//
// - A file is read strictly: an unknown key, a key that stands twice, a value of the wrong kind or out of its range,
//   and a key that is missing are refused with a `DefinitionError` that names file, line and remedy.
// - Nothing here knows what the options mean; each room reads its own through an `OptionReader`, whose `finish` refuses
//   what was not asked for.
