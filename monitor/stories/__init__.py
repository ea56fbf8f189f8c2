"""When two things are the same, what is news again, who is told, what a week adds up to. Pure."""
