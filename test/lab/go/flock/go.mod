module lab/flock

go 1.26.0
