// Draws the OpenAPI document. Trying a call uses the cookie of whoever is signed in; nothing leaves for elsewhere.
const place = document.getElementById('swagger-ui');
SwaggerUIBundle({
  domNode: place,
  url: place.dataset.document,
  validatorUrl: null,
  docExpansion: 'list',
  defaultModelsExpandDepth: -1,
  displayRequestDuration: true,
  filter: false
});
