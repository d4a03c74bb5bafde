/** The scheduler as a process: its configuration, its verticle and its main program. */
package io.fallow.scheduler;
