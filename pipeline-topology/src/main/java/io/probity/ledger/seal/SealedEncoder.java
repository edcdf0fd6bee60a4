package io.probity.ledger.seal;

import io.probity.leaf.Step.Leaf;
import io.probity.model.SealedEntry;
import io.probity.serde.AvroCodec;

/**
 * Writes a leaf's record with the entry's bytes in this build's schema, as the door gave them: the same that encoding the entry again
 * would give, for a fifth of the time.
 *
 * @param subject the registry's subject of what is written
 */
public record SealedEncoder(Sealer sealer, AvroCodec<SealedEntry> codec, String subject) {

    byte[] encode(Leaf leaf) {
        return leaf.entry() == null
                ? codec.encode(subject, sealer.seal(leaf))
                : codec.encode(subject, sealer.open(leaf), leaf.payload());
    }
}
