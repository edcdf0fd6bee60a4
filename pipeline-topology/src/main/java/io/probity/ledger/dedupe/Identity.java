package io.probity.ledger.dedupe;

import io.probity.model.AuditEvent;
import io.probity.model.Entry;
import io.probity.model.Mention;

/**
 * What makes two entries the same. An event has an id of its own, and a mention is that event's for one subject, so a repeated
 * event repeats its mentions; everything else is named by the source record that it came from, so that a genuine entry copied
 * within the log (an old definition, say) is a duplicate and nothing more.
 *
 * @param content what must be equal for the second to be a duplicate of the first
 */
record Identity(String key, String content) {

    static Identity of(Entry entry) {
        return switch (entry.getBody()) {
            case AuditEvent event -> new Identity(id(event, event.getTenant()), event.getContentKey());
            case Mention mention ->
                new Identity(
                        id(mention.getEvent(), mention.getEvent().getTenant() + "|" + entry.getKind())
                                + '|'
                                + mention.getSubject().getKind()
                                + '/'
                                + mention.getSubject().getId(),
                        mention.getEvent().getContentKey());
            default -> new Identity(origin(entry), "");
        };
    }

    /** The same id, told from the others of its id by its content. */
    Identity withContent() {
        return new Identity(key + '|' + content, content);
    }

    private static String id(AuditEvent event, String within) {
        return within + '|' + event.getSource() + '|' + event.getId();
    }

    private static String origin(Entry entry) {
        var origin = entry.getOrigin();
        return entry.getTenant()
                + '|'
                + entry.getKind()
                + '|'
                + origin.getTopic()
                + '/'
                + origin.getPartition()
                + '/'
                + origin.getOffset()
                + '/'
                + origin.getItem();
    }
}
