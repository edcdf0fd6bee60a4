package io.probity.normalise;

import io.probity.normalise.canonical.CanonicalSource;
import io.probity.normalise.cloudtrail.CloudTrailSource;
import io.probity.normalise.generic.GenericSource;
import io.probity.normalise.gitlab.GitlabSource;
import io.probity.types.EventTypes;
import java.util.List;
import java.util.Optional;

/** Every source that the intake knows: one line each. */
public record Sources(List<Source> all) {

    /** The sources that ship, with the types that ship. */
    public static Sources shipped() {
        return with(EventTypes.shipped());
    }

    /** The sources that ship, naming events by the given registry. */
    public static Sources with(EventTypes types) {
        var naming = new TypeNaming(types);
        return new Sources(List.of(
                new CanonicalSource(naming),
                new GitlabSource(naming),
                new CloudTrailSource(naming),
                new GenericSource(naming)));
    }

    public Optional<Source> named(String name) {
        return all.stream().filter(source -> source.name().equals(name)).findFirst();
    }
}
