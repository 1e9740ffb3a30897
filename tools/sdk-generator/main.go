// Writes the SDKs of a package schema, or example programs of YAML in the other languages, with the generators of Pulumi's
// engine, which the CLI reaches only through the language hosts:
//
//	sdk-generator sdks SCHEMA FOLDER
//	sdk-generator programs SCHEMA EXAMPLES FOLDER
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	golang "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

// The name that the head of every generated file has.
const tool = "pulumi-tencentrtc"

// The README that a package of Python names, and where its generator puts it.
const readme = "README.md"

type files map[string][]byte

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(arguments []string) error {
	if len(arguments) < 3 {
		return errors.New("usage: sdk-generator sdks SCHEMA FOLDER, or programs SCHEMA EXAMPLES FOLDER")
	}
	verb, schemaFile, folders := arguments[0], arguments[1], arguments[2:]
	switch {
	case verb == "sdks" && len(folders) == 1:
		return writeSdks(schemaFile, folders[0])
	case verb == "programs" && len(folders) == 2:
		pkg, _, err := packageIn(schemaFile)
		if err != nil {
			return err
		}
		return convert(pkg, folders[0], folders[1])
	default:
		return fmt.Errorf("unknown: %v", arguments)
	}
}

func writeSdks(schemaFile, folder string) error {
	for language, generate := range generators {
		// Each has a package of its own: generators change the names of its enums.
		pkg, loader, err := packageIn(schemaFile)
		if err != nil {
			return err
		}
		sdk, err := generate(pkg, loader)
		if err != nil {
			return err
		}
		if err := write(filepath.Join(folder, language), sdk); err != nil {
			return err
		}
	}
	return nil
}

func packageIn(file string) (*schema.Package, schema.ReferenceLoader, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, nil, err
	}
	var spec schema.PackageSpec
	if err := json.Unmarshal(text, &spec); err != nil {
		return nil, nil, fmt.Errorf("%s: %w", file, err)
	}
	// The schema refers to no other package, so that nothing is ever loaded.
	loader := schema.NewPluginLoader(nil)
	pkg, diagnostics, err := schema.BindSpec(spec, loader, schema.ValidationOptions{})
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", file, err)
	}
	if len(diagnostics) > 0 {
		return nil, nil, fmt.Errorf("%s: %w", file, diagnostics)
	}
	return pkg, loader, nil
}

var generators = map[string]func(*schema.Package, schema.ReferenceLoader) (files, error){
	"nodejs": func(pkg *schema.Package, loader schema.ReferenceLoader) (files, error) {
		return nodejs.GeneratePackage(tool, pkg, nil, nil, false, loader)
	},
	"python": forPython,
	"go": func(pkg *schema.Package, _ schema.ReferenceLoader) (files, error) {
		return golang.GeneratePackage(tool, pkg, nil)
	},
}

func forPython(pkg *schema.Package, loader schema.ReferenceLoader) (files, error) {
	sdk, err := python.GeneratePackage(tool, pkg, nil, loader)
	if err != nil {
		return nil, err
	}
	// pyproject.toml names it beside itself.
	for name, content := range sdk {
		if filepath.Base(name) == readme {
			sdk[readme] = content
			break
		}
	}
	return sdk, nil
}

func write(folder string, sdk files) error {
	for name, content := range sdk {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, content, 0o644); err != nil {
			return err
		}
	}
	return nil
}
