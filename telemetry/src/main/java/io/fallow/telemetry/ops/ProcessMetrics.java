package io.fallow.telemetry.ops;

import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmHeapPressureMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** The metrics that each process of ours has. */
public final class ProcessMetrics {

  private ProcessMetrics() {}

  /** A registry, which has the Java runtime's own metrics already. */
  public static PrometheusMeterRegistry registry() {
    PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(metrics);
    new JvmGcMetrics().bindTo(metrics);
    new JvmHeapPressureMetrics().bindTo(metrics); // there from the start, unlike a pause
    new ProcessorMetrics().bindTo(metrics);
    return metrics;
  }
}
