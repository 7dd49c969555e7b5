"""The promises of README, each tested by its adversary."""
