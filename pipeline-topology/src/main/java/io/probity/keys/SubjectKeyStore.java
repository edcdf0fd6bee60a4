package io.probity.keys;

import java.util.Collection;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/** Data keys of one tenant's data subjects. May be asked by several threads. */
public interface SubjectKeyStore extends AutoCloseable {

    /**
     * The key for new values about a subject; made where there is none. A key that was made may be lost in a crash until
     * {@link #sync} has returned: nothing that is encrypted with it may count before.
     *
     * @param subject see {@link SubjectNames}
     * @throws KeyException if none can be made or opened
     */
    DataKey of(String subject);

    /**
     * Returns when every key that was given has reached the disk: what is encrypted with it can be read after a crash.
     *
     * @throws KeyException if they cannot be written; they can be tried again
     */
    void sync();

    /** The key of a reference; null where there is none, or no longer. */
    @Nullable SecretKey find(String ref);

    /**
     * Destroys the keys of subjects: nothing that was encrypted with them can be read again, not from a copy of the store
     * either. All other keys stay.
     *
     * @return how many keys were destroyed; a subject may have several, or none
     */
    int destroy(Collection<String> subjects);

    /** How many keys there are. */
    long size();

    /** Learns what other instances have done since. */
    void refresh();

    /** Rises when a key that was given may have been destroyed since: who remembers keys forgets them then. */
    long generation();

    @Override
    void close();
}
