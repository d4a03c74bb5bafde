// The API's documentation. In local mode requests are tried as one of the demo people; otherwise the
// token of the console's session is used, or one given under "Authorize".
const mode = await (await fetch("/console/mode.json")).json();
const people = mode.local ? (await (await fetch("/local/people", { cache: "no-store" })).json()).people : [];
let token = sessionStorage.getItem("fallow.token");

const ui = window.SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#documentation",
  deepLinking: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  tryItOutEnabled: true,
  validatorUrl: null,
  requestInterceptor(request) {
    if (token && !request.headers.Authorization && new URL(request.url, location.href).pathname.startsWith("/api/")) {
      request.headers.Authorization = `Bearer ${token}`;
    }
    return request;
  },
});
window.ui = ui;

if (people.length > 0) {
  offer(people);
}

function offer(list) {
  const bar = document.getElementById("signed-in");
  const select = document.createElement("select");
  select.setAttribute("aria-label", "Try requests as");
  for (const person of list) {
    select.append(new Option(`${person.name} (${person.organisation})`, person.token, false, person.token === token));
  }
  token = select.value;
  select.addEventListener("change", () => { token = select.value; });
  bar.append("Local mode: requests that you try here are sent as", select);
  bar.hidden = false;
}
