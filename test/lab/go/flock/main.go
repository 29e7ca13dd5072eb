// flock -n FILE PROGRAM: runs a program while it holds a file's lock, or ends with 1. Debian's static busybox has no flock.
package main

import (
	"os"
	"os/exec"
	"syscall"
)

func main() {
	file, err := os.Open(os.Args[2])
	if err != nil {
		os.Exit(66)
	}
	if syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) != nil {
		os.Exit(1)
	}
	if exec.Command(os.Args[3], os.Args[4:]...).Run() != nil {
		os.Exit(2)
	}
}
