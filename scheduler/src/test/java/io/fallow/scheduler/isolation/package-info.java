/** What the database itself refuses, asked without the application in front of it. */
package io.fallow.scheduler.isolation;
