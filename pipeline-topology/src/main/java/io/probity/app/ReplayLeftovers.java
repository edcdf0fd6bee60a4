package io.probity.app;

import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * What a replay leaves on the broker: its outputs, which stay until the next replay of the same prefix, and its changelogs
 * and offsets, which go when it ends.
 *
 * @param applicationId of the replay
 * @param outputs what the names of its outputs begin with
 */
record ReplayLeftovers(Admin admin, String applicationId, String outputs) {

    /**
     * Makes sure that the replay begins with nothing: one that went on from an earlier one would prove nothing.
     *
     * @throws SettingException if there is something and it is not to be deleted
     */
    void clear(boolean allowed) throws InterruptedException, ExecutionException {
        var found = admin.listTopics().names().get().stream()
                .filter(name -> name.startsWith(outputs) || name.startsWith(applicationId + "-"))
                .toList();
        if (found.isEmpty()) {
            return;
        }
        if (!allowed) {
            throw new SettingException("there are topics of an earlier replay, " + found.getFirst()
                    + " among them: give --again to delete them, or another --prefix");
        }
        delete(found);
        forgetOffsets();
    }

    /** Deletes what only a running replay needs. */
    void clearInternals() throws InterruptedException, ExecutionException {
        delete(admin.listTopics().names().get().stream()
                .filter(name -> name.startsWith(applicationId + "-"))
                .toList());
        forgetOffsets();
    }

    private void delete(List<String> topics) throws InterruptedException, ExecutionException {
        admin.deleteTopics(topics).all().get();
        // a broker deletes after it has answered
        while (admin.listTopics().names().get().stream().anyMatch(topics::contains)) {
            Thread.sleep(50);
        }
    }

    private void forgetOffsets() throws InterruptedException, ExecutionException {
        try {
            admin.deleteConsumerGroups(List.of(applicationId)).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof GroupIdNotFoundException)) {
                throw e;
            }
        }
    }
}
