"""What the data team is told when nobody looks: a release, a failure, an approval, a reminder."""
