/** Who may see and book which assets: an organisation's own, and those that agreements share. */
package io.fallow.scheduler.sharing;
