package io.probity.serve;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;

/** Memory, collections and threads of this process. */
public record JvmInstrument() implements Instrument {
    private static final double MILLIS = 1000.0;

    @Override
    public void read(Readings into) {
        var memory = ManagementFactory.getMemoryMXBean();
        read(into, memory.getHeapMemoryUsage(), "heap");
        read(into, memory.getNonHeapMemoryUsage(), "nonheap");
        for (var gc : ManagementFactory.getGarbageCollectorMXBeans()) {
            into.add(Meter.JVM_GC_RUNS, Math.max(0, gc.getCollectionCount()), gc.getName());
            into.add(Meter.JVM_GC_SECONDS, Math.max(0, gc.getCollectionTime()) / MILLIS, gc.getName());
        }
        into.add(Meter.JVM_THREADS, ManagementFactory.getThreadMXBean().getThreadCount());
    }

    private static void read(Readings into, MemoryUsage usage, String area) {
        into.add(Meter.JVM_MEMORY, usage.getUsed(), area);
        into.add(Meter.JVM_MEMORY_MAX, usage.getMax(), area);
    }
}
