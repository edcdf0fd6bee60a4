package io.probity.cli;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription.GlobalStore;
import org.apache.kafka.streams.TopologyDescription.Node;
import org.apache.kafka.streams.TopologyDescription.Processor;
import org.apache.kafka.streams.TopologyDescription.Sink;
import org.apache.kafka.streams.TopologyDescription.Source;
import org.apache.kafka.streams.TopologyDescription.Subtopology;

/** Topologies in Graphviz' language: topics as boxes, nodes as ellipses, stores as cylinders, one frame for each sub-topology. */
final class TopologyGraph {
    private final StringBuilder frames = new StringBuilder();
    private final TreeSet<String> edges = new TreeSet<>();
    private final TreeSet<String> topics = new TreeSet<>();
    private final TreeSet<String> stores = new TreeSet<>();

    private TopologyGraph() {}

    /** @param applications by name; they meet in the topics that they share */
    static String of(Map<String, Topology> applications) {
        var graph = new TopologyGraph();
        new TreeMap<>(applications).forEach(graph::add);
        return graph.text();
    }

    private void add(String application, Topology topology) {
        var description = topology.describe();
        for (var part : description.subtopologies()) {
            add(application, part);
        }
        for (var store : description.globalStores()) {
            add(application, store);
        }
    }

    private void add(String application, Subtopology part) {
        frames.append("  subgraph ")
                .append(quoted("cluster_" + application + part.id()))
                .append(" {\n    label=");
        frames.append(quoted(application + " " + part.id())).append(";\n");
        part.nodes().forEach(node -> add(application, node));
        frames.append("  }\n");
    }

    private void add(String application, GlobalStore store) {
        add(application, store.source());
        add(application, store.processor());
    }

    private void add(String application, Node node) {
        var name = application + "/" + node.name();
        frames.append("    ")
                .append(quoted(name))
                .append(" [label=")
                .append(quoted(node.name()))
                .append("];\n");
        node.successors().forEach(next -> edge(name, application + "/" + next.name(), ""));
        switch (node) {
            case Source source
            when source.topicSet() != null -> source.topicSet().forEach(topic -> edge(topic(topic), name, ""));
            case Sink sink when sink.topic() != null -> edge(name, topic(sink.topic()), "");
            case Processor processor ->
                processor.stores().forEach(store -> edge(name, store(application, store), " [dir=both, style=dashed]"));
            default -> {} // a source by pattern, a sink by rule: we have neither
        }
    }

    private String topic(String topic) {
        topics.add(topic);
        return topic;
    }

    private String store(String application, String store) {
        var name = application + ":" + store;
        stores.add(name);
        return name;
    }

    private void edge(String from, String to, String how) {
        edges.add("  " + quoted(from) + " -> " + quoted(to) + how + ";\n");
    }

    private String text() {
        var text = new StringBuilder("digraph probity {\n  rankdir=LR;\n  node [shape=ellipse];\n");
        topics.forEach(topic -> text.append("  ").append(quoted(topic)).append(" [shape=box];\n"));
        stores.forEach(store -> text.append("  ").append(quoted(store)).append(" [shape=cylinder];\n"));
        text.append(frames);
        edges.forEach(text::append);
        return text.append("}\n").toString();
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\\\"") + '"';
    }
}
