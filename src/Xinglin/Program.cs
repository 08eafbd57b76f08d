using Xinglin;
using Xinglin.Platform.Database;

var app = XinglinApp.Create(args);
await DatabaseMigration.Apply(app.Services);
await app.RunAsync();
