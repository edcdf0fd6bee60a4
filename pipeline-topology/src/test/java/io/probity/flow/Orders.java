package io.probity.flow;

import static io.probity.flow.PipelineUnderTest.NOON;

import io.probity.model.Command;
import io.probity.model.CommandKind;
import io.probity.model.Violation;

/** Orders as people give them. */
final class Orders {
    private Orders() {}

    /** About a violation. */
    static Command of(String id, CommandKind kind, Violation violation, String actor) {
        return of(id, kind, violation.getId(), violation.getSubject(), actor);
    }

    static Command of(String id, CommandKind kind, String violation, String subject, String actor) {
        return Command.newBuilder()
                .setId(id)
                .setKind(kind)
                .setViolation(violation)
                .setSubject(subject)
                .setActor(actor)
                .setReason("looked into it with " + actor)
                .setAt(NOON)
                .build();
    }

    /** Of a scope. */
    static Command refresh(String id, String scope) {
        return Command.newBuilder()
                .setId(id)
                .setKind(CommandKind.REFRESH)
                .setScope(scope)
                .setActor("carol")
                .setReason("the audit is tomorrow")
                .setAt(NOON)
                .build();
    }
}
