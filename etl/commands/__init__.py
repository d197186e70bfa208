"""The commands of `python -m etl`: one module each, with HELP, add_arguments and run."""
