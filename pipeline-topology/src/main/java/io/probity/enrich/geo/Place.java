package io.probity.enrich.geo;

import io.probity.model.GeoContext;
import org.jspecify.annotations.Nullable;

/**
 * What a line of a file says of a block.
 *
 * @param country ISO 3166-1 alpha-2, upper case; null where it does not say
 * @param network the kind of network; null: that of the block around it
 */
record Place(@Nullable String country, @Nullable String network) {
    /**
     * What holds in the block. A country is not taken from the block around it: what lies in one country may be a private network
     * of any.
     */
    Place within(Place around) {
        return network != null ? this : new Place(country, around.network);
    }

    GeoContext context() {
        return new GeoContext(country, network == null ? "public" : network);
    }
}
