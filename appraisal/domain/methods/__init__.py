"""The statistics themselves: arrays in, frozen figures out, each with its source."""
