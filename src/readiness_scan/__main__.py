"""`python -m readiness_scan`."""

from readiness_scan.cli import run

if __name__ == "__main__":
    run()
