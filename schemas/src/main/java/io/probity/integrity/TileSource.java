package io.probity.integrity;

import java.util.Optional;

/**
 * Where the tiles and bundles of one log are: a directory, a web server, a store.
 *
 * <p>Whoever reads a tree of some size asks for the tiles as they are in a tree of that size: the width is 256 or the
 * width at the right edge of just that tree. Where only the full tile is left of a partial one, the source gives the
 * first bytes of the full one.
 */
@FunctionalInterface
public interface TileSource {
    /**
     * The bytes of a tile or a bundle.
     *
     * <p>What is fetched from others should be read no further than {@link TileCoordinate#maxBytes} and one more byte.
     *
     * @return empty if it is not there
     * @throws java.io.UncheckedIOException if nobody can say now whether it is there
     */
    Optional<byte[]> read(TileCoordinate at);

    /**
     * A tile, read.
     *
     * @throws TreeFormatException if it is not there, or has not the bytes of its width
     */
    default Tile tile(TileCoordinate at) {
        return Tile.read(at, read(at).orElseThrow(() -> new TreeFormatException(at.path(), "is not there")));
    }
}
