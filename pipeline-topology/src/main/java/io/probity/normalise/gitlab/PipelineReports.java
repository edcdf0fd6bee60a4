package io.probity.normalise.gitlab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.probity.document.Shipped;
import io.probity.draft.EventDraft;
import io.probity.model.Crud;
import io.probity.model.Outcome;
import io.probity.normalise.Item;
import io.probity.normalise.Normalised;
import io.probity.normalise.TypeNaming;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the hook of a pipeline tells of the project beside the pipeline itself: which scanners its default branch is looked through by. It
 * becomes an event of its own, {@code gitlab_pipeline_reports}, so that controls over it hear of no other pipeline.
 *
 * @param names of jobs, or endings of them that begin with {@code *}, to the report: the table is {@code normalise/gitlab/scans.yaml}
 */
record PipelineReports(TypeNaming naming, Map<String, String> names) {
    static final String TYPE = "gitlab_pipeline_reports";

    private static final String RESOURCE = "normalise/gitlab/scans.yaml";
    /** What a pipeline policy, a matrix or a parallel job puts behind a name. */
    private static final Pattern ADDED = Pattern.compile("(:.*| .*|_\\d+)$");
    /** Pipelines of the branch's name that are not of the branch: of merge requests, and parts of another pipeline. */
    private static final Set<String> NOT_OF_THE_BRANCH =
            Set.of("merge_request_event", "external_pull_request_event", "parent_pipeline");

    static PipelineReports load(TypeNaming naming) {
        try {
            return new PipelineReports(
                    naming, new YAMLMapper().readValue(Shipped.text(RESOURCE), new TypeReference<>() {}));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(RESOURCE + " cannot be read", e);
        }
    }

    /** The second event of a hook that has been read into {@code first}; null where the hook tells of no scanners. */
    @Nullable Normalised beside(Item hook, EventDraft first) {
        if (!first.eventType.equals("pipeline") || !isOfTheDefaultBranch(hook)) {
            return null;
        }
        var draft = new EventDraft();
        var pipeline = hook.id("object_attributes", "id");
        var data = hook.object().objectNode();
        if (pipeline != null) {
            data.put("pipeline", pipeline);
        }
        var reports = data.putArray("reports");
        reports(hook).forEach(reports::add);
        // one for each pipeline, and the same for a repeat of its hook, which may come under another key
        draft.id = first.scope == null || pipeline == null
                ? null
                : first.scope.getId() + "/pipelines/" + pipeline + "/reports";
        draft.source = first.source;
        draft.fields = first.fields;
        draft.producerVersion = first.producerVersion;
        draft.scope = first.scope;
        draft.actor = first.actor;
        draft.target = first.target;
        draft.effective = first.effective;
        draft.action = TYPE;
        draft.crud = Crud.READ;
        draft.outcome = Outcome.SUCCESS;
        naming.name(draft, TYPE);
        draft.keep(data);
        ObjectNode whole = hook.object();
        return Normalised.Event.of(draft, data).keptAs(() -> whole);
    }

    private static boolean isOfTheDefaultBranch(Item hook) {
        var branch = Item.scalar(hook.at("project", "default_branch"));
        return branch != null
                && hook.at("builds").isArray()
                && "success".equals(Item.scalar(hook.at("object_attributes", "status")))
                && branch.equals(Item.scalar(hook.at("object_attributes", "ref")))
                && !hook.at("object_attributes", "tag").asBoolean()
                && !NOT_OF_THE_BRANCH.contains(
                        hook.at("object_attributes", "source").asText());
    }

    /** Sorted, so that two hooks of one pipeline that list its jobs in another order tell the same. */
    private Set<String> reports(Item hook) {
        var reports = new TreeSet<String>();
        for (var build : hook.at("builds")) {
            var report = report(build.path("name").asText());
            if (report != null && build.path("status").asText().equals("success")) {
                reports.add(report);
            }
        }
        return reports;
    }

    private @Nullable String report(String job) {
        var name = ADDED.matcher(job.toLowerCase(Locale.ROOT).replace('-', '_')).replaceFirst("");
        for (var entry : names.entrySet()) {
            var key = entry.getKey();
            if (key.startsWith("*") ? name.endsWith(key.substring(1)) : name.equals(key)) {
                return entry.getValue();
            }
        }
        return null;
    }
}
