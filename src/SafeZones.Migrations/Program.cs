Console.WriteLine("Migrations");
