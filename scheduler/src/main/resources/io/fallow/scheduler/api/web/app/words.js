// States and amounts in words.

export const ACTIVITIES = ["IN_USE", "STANDBY", "OFF", "FAULT", "UNKNOWN"];

const ACTIVITY = { IN_USE: "In use", STANDBY: "Standby", OFF: "Off", FAULT: "Fault", UNKNOWN: "Unknown", SHARED: "Shared" };
const RESERVATION = {
  HELD: "Held", REQUESTED: "Waits for the owner", CONFIRMED: "Confirmed", IN_USE: "In use", COMPLETED: "Completed", CANCELLED: "Cancelled",
  DECLINED: "Declined", EXPIRED: "Expired", NO_SHOW: "No-show", RELEASED: "Released",
};

export const activityName = (activity) => ACTIVITY[activity] ?? inWords(activity);
export const statusName = (status) => RESERVATION[status] ?? inWords(status);

export function inWords(code) {
  const words = String(code).replaceAll("_", " ").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function typeName(type) {
  const special = { mri: "MRI", ct: "CT", cnc_mill: "CNC mill" };
  return special[type] ?? inWords(type);
}

export function power(watts) {
  if (watts === null || watts === undefined) return "";
  if (Math.abs(watts) < 1000) return `${Math.round(watts)} W`;
  return Math.abs(watts) < 1_000_000 ? `${(watts / 1000).toFixed(1)} kW` : `${(watts / 1e6).toFixed(2)} MW`;
}

export const percent = (share) => (share === null || share === undefined ? "no data" : `${Math.round(share * 100)} %`);
export const count = (number, one, many = `${one}s`) => `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
export const hours = (number) => `${Math.round(number).toLocaleString("en")} h`;
