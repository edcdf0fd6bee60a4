// Checks roots, proofs and tiles with golang.org/x/mod/sumdb/tlog, a second implementation of the same trees.
//
// Usage: check_tree ENTRIES CLAIMS. Line n of ENTRIES is entry n of a log. Each line of CLAIMS is one claim; for each,
// "yes" or "no" is printed:
//
//	root SIZE ROOT                          the tree of that size has that root
//	record SIZE ROOT INDEX [HASH...]        CheckRecord accepts the inclusion proof for the entry at the index
//	tree LATER ROOT EARLIER ROOT [HASH...]  CheckTree accepts the consistency proof
//	tile PATH DIGEST                        the tile at that path of tlog-tiles has bytes with that SHA-256
package main

import (
	"bufio"
	"crypto/sha256"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

var entries []string
var stored []tlog.Hash

func read(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		hashes[i] = stored[index]
	}
	return hashes, nil
}

func main() {
	entries = lines(os.Args[1])
	for i, entry := range entries {
		hashes, err := tlog.StoredHashes(int64(i), []byte(entry), tlog.HashReaderFunc(read))
		must(err)
		stored = append(stored, hashes...)
	}
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for _, line := range lines(os.Args[2]) {
		if holds(strings.Fields(line)) {
			fmt.Fprintln(out, "yes")
		} else {
			fmt.Fprintln(out, "no")
		}
	}
}

func holds(claim []string) bool {
	switch claim[0] {
	case "root":
		root, err := tlog.TreeHash(number(claim[1]), tlog.HashReaderFunc(read))
		must(err)
		return root == hash(claim[2])
	case "record":
		index := number(claim[3])
		record := tlog.RecordHash([]byte(entries[index]))
		return tlog.CheckRecord(hashes(claim[4:]), number(claim[1]), hash(claim[2]), index, record) == nil
	case "tree":
		return tlog.CheckTree(hashes(claim[5:]), number(claim[1]), hash(claim[2]), number(claim[3]), hash(claim[4])) == nil
	case "tile":
		tile, err := tlog.ParseTilePath("tile/8/" + strings.TrimPrefix(claim[1], "tile/"))
		must(err)
		data, err := tlog.ReadTileData(tile, tlog.HashReaderFunc(read))
		must(err)
		return digest(data) == claim[2]
	}
	panic("what is claimed by " + claim[0])
}

func digest(data []byte) string {
	return fmt.Sprintf("%x", sha256.Sum256(data))
}

func hashes(texts []string) []tlog.Hash {
	var all []tlog.Hash
	for _, text := range texts {
		all = append(all, hash(text))
	}
	return all
}

func hash(text string) tlog.Hash {
	h, err := tlog.ParseHash(text)
	must(err)
	return h
}

func number(text string) int64 {
	n, err := strconv.ParseInt(text, 10, 64)
	must(err)
	return n
}

func lines(path string) []string {
	data, err := os.ReadFile(path)
	must(err)
	return strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
