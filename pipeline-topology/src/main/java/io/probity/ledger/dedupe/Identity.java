package io.probity.ledger.dedupe;

import io.probity.canonical.EventDigest;
import io.probity.model.AuditEvent;
import io.probity.model.Command;
import io.probity.model.Definition;
import io.probity.model.Entry;
import io.probity.model.EntryKind;
import io.probity.model.Mention;
import java.util.List;

/**
 * What makes two entries the same. An event has an id of its own, and a mention of it the same id and its own subject: both
 * come again when the event is delivered again. An order has the id that who gave it chose. Everything else is named by the source record that it came from, so that a
 * genuine entry copied within the log (an old definition, say) is a duplicate and nothing more.
 *
 * @param content what must be equal for the second to be a duplicate of the first
 */
record Identity(String key, String content) {
    /**
     * Definitions change what holds from then on, and so do commands: an old one that came into force again would undo all
     * that was ordered since. They are few, and never forgotten.
     */
    private static final List<String> LASTING = List.of(start(EntryKind.DEFINITION), start(EntryKind.COMMAND));

    static Identity of(Entry entry) {
        return switch (entry.getBody()) {
            case AuditEvent event -> new Identity(name(entry, id(event)), event.getContentKey());
            case Mention mention ->
                new Identity(
                        name(
                                entry,
                                id(mention.getEvent())
                                        + part(mention.getSubject().getKind())
                                        + part(mention.getSubject().getId())),
                        mention.getEvent().getContentKey());
            case Command command -> new Identity(name(entry, part(command.getId())), command.getContentKey());
            case Definition definition -> new Identity(name(entry, origin(entry)), content(entry, definition));
            default -> new Identity(name(entry, origin(entry)), EventDigest.hex(entry.getDigest()));
        };
    }

    /** True: what was seen under this key is a duplicate at any age. */
    static boolean isLasting(String key) {
        return LASTING.stream().anyMatch(key::startsWith);
    }

    /** The same id, told from the others of its id by its content. */
    Identity withContent() {
        return new Identity(key + '|' + content, content);
    }

    /** The kind first: an event and the mention of another are never mistaken for each other. */
    private static String name(Entry entry, String rest) {
        return start(entry.getKind()) + part(entry.getTenant()) + rest;
    }

    private static String start(EntryKind kind) {
        return kind.name() + '|';
    }

    /** So that a topic of definitions that was made anew, and counts from nought again, defines something all the same. */
    private static String content(Entry entry, Definition definition) {
        return part(definition.getPublish())
                + part(definition.getKind().name())
                + part(definition.getId())
                + part(definition.getVersion())
                + EventDigest.hex(entry.getDigest());
    }

    private static String id(AuditEvent event) {
        return part(event.getSource()) + part(event.getId());
    }

    /** After its length: sources choose their ids, and a bar in one makes it no other. */
    private static String part(String text) {
        return text.length() + ":" + text;
    }

    private static String origin(Entry entry) {
        var origin = entry.getOrigin();
        return part(origin.getTopic()) + origin.getPartition() + '/' + origin.getOffset() + '/' + origin.getItem();
    }
}
