package io.probity.bench;

import static org.drools.model.DSL.declarationOf;
import static org.drools.model.DSL.execute;
import static org.drools.model.PatternDSL.alphaIndexedBy;
import static org.drools.model.PatternDSL.pattern;
import static org.drools.model.PatternDSL.rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.drools.core.common.InternalFactHandle;
import org.drools.model.Index.ConstraintType;
import org.drools.model.functions.HashedExpression;
import org.drools.model.functions.Predicate1;
import org.drools.model.impl.ModelImpl;
import org.drools.modelcompiler.KieBaseBuilder;
import org.jspecify.annotations.Nullable;
import org.kie.api.conf.KieBaseMutabilityOption;
import org.kie.api.runtime.KieSession;

/** Drools by its executable model, predicates shared between rules and types indexed; one session, which each event enters and leaves. */
final class DroolsRules implements RuleEngine {
    private final Map<String, Predicate1<Occurrence>> shared = new HashMap<>();
    private @Nullable KieSession session;
    private List<Occurrence> events = List.of();
    private int fired;

    /** A predicate that is the same node of the network wherever it says the same. */
    private record Test(String words, Predicate1<Occurrence> of) implements Predicate1<Occurrence>, HashedExpression {
        @Override
        public boolean test(Occurrence it) throws Exception {
            return of.test(it);
        }

        @Override
        public String getExpressionHash() {
            return words;
        }
    }

    @Override
    public void load(Workload workload) {
        var model = new ModelImpl();
        for (var it : workload.rules()) {
            var event = declarationOf(Occurrence.class);
            var actions = Set.copyOf(it.actions());
            var type = "type " + it.type();
            var action = "action " + it.actions();
            var prefix = "prefix " + it.prefix();
            var above = "above " + it.above();
            var asked = pattern(event)
                    .expr(
                            type,
                            test(type, one -> one.type().equals(it.type())),
                            alphaIndexedBy(String.class, ConstraintType.EQUAL, 0, Occurrence::type, it.type()))
                    .expr(action, test(action, one -> actions.contains(one.action())))
                    .expr(prefix, test(prefix, one -> one.resource().startsWith(it.prefix())));
            model.addRule(rule(it.id())
                    .build(
                            workload.withNumber()
                                    ? asked.expr(above, test(above, one -> one.number() > it.above()))
                                    : asked,
                            execute(() -> fired++)));
        }
        session = KieBaseBuilder.createKieBaseFromModel(model, KieBaseMutabilityOption.DISABLED)
                .newKieSession();
    }

    private Predicate1<Occurrence> test(String words, Predicate1<Occurrence> of) {
        return shared.computeIfAbsent(words, it -> new Test(it, of));
    }

    @Override
    public int parse(Workload workload) {
        events = new ArrayList<>(workload.events());
        return events.size();
    }

    @Override
    public int judge(int event) {
        if (session == null) {
            throw new IllegalStateException("load comes first");
        }
        fired = 0;
        var handle = (InternalFactHandle) session.insert(events.get(event));
        session.fireAllRules();
        if (!handle.isDisconnected()) { // what matched nothing, the session has let go by itself
            session.delete(handle);
        }
        return fired;
    }
}
