/** Programs of ours in processes of their own, and what a process tree takes of the machine. */
package io.fallow.sim.process;
