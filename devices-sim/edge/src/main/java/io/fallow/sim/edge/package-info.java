/** An edge node that speaks Sparkplug B with Tahu's own client, for the tests that attach one. */
package io.fallow.sim.edge;
