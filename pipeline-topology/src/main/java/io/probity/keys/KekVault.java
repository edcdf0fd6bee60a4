package io.probity.keys;

/** Where the wrapping keys of one tenant lie, by epoch. */
interface KekVault {

    /**
     * The key of an epoch.
     *
     * @throws KeyException if there is none
     */
    Kek open(int epoch);

    /** Makes one and returns when it is durable; one that a crash left behind is replaced. */
    Kek create(int epoch);

    /** Destroys one; nothing happens where there is none. */
    void destroy(int epoch);
}
