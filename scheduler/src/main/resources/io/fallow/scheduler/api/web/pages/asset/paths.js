// Where the API has a machine, and the facility at which it stands.
export const pathOf = (asset) => `/api/v1/assets/${encodeURIComponent(asset)}`;
export const facilityPath = ({ organisation, facility }) => `/api/v1/facilities/${encodeURIComponent(`${organisation.code}.${facility.code}`)}`;
