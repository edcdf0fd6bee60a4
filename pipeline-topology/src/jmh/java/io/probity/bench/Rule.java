package io.probity.bench;

import java.util.List;

/**
 * One rule, in no engine's words: the type is this, the action one of these, the resource begins with this, the number is above this.
 *
 * @param above not asked for by engines that have no numbers
 */
record Rule(String id, String type, List<String> actions, String prefix, long above) {
    boolean matches(Occurrence it, boolean withNumber) {
        return type.equals(it.type())
                && actions.contains(it.action())
                && it.resource().startsWith(prefix)
                && (!withNumber || it.number() > above);
    }
}
